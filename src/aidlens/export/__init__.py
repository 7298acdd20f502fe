"""What readers take away: exhibits as files of other programs.

What belongs here: rendering exhibits that arrive ready. Nothing is computed here but where things stand.
"""
