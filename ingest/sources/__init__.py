"""Where reports come from: folders, web addresses, pages that list reviews, catalogue files."""
