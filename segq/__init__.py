"""segq answers vendor-risk questionnaires from approved control statements."""

__version__ = "0.1.0.dev0"
