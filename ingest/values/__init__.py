"""From clean pages to values, each with the words it rests on."""
