"""The wire: what a phone and the server say to each other, both ends; knows neither Flask nor the database."""
