"""How dates look in a language where the framework's own way misleads."""
