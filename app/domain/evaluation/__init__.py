"""What a training measured, as values that a window, a page of HTML and a PDF draw alike."""
