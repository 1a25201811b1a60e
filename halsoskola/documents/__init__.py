"""Paper and files: a sheet of facts becomes words, then flowables, then a file."""
