"""`evenhand export`: what a member may read, taken out in one sealed file. The desk's door at a terminal."""
