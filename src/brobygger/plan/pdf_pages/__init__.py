"""The pages of a PDF, read in a process of its own that can be ended. It stands apart from the importer so that starting it is quick."""
