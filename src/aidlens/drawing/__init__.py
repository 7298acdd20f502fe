"""What is drawn, as plain marks on a canvas in px, and the renderers that turn it into SVG or PowerPoint shapes."""
