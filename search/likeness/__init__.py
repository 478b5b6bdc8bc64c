"""What makes recommendations and reviews alike: kept beside the index, and as easily thrown away and made again."""
