"""Programme reports as knowledge graphs in which every statement leads back to its sentence."""

__all__ = ["__version__"]

__version__ = "0.1.0"
