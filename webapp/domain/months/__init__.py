"""A month as people take it along: its steps, who may take them, its publication, objections and rulings."""
