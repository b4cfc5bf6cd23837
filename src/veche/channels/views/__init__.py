"""The pages of channels and imports."""
