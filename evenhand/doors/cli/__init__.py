"""The command line: init, doctor, verify, play, demo. A door like the others, for whoever runs the server."""
