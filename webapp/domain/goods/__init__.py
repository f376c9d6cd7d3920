"""What points are good for: spending them, what is on the shelf, what the community owes."""
