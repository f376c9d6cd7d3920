"""What the pages of staff, oversight and admin share."""
