"""Pages of assessments: all of hers, one of them, filling it in beside her, and her own screen."""
