"""The words of the pages: message ids are the Chinese texts, `en` holds the English ones."""
