"""What the inbox decides."""
