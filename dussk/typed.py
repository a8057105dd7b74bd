"""Classes of Django's that take type parameters where types are checked, and none when run.

A class of ours begins with these wherever the checker would ask for a parameter of Django's own.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import paginator
from django.db import models

if TYPE_CHECKING:
    BigIntegerField = models.BigIntegerField[Any, Any]
    ModelChoiceField = forms.ModelChoiceField[Any]
    ModelForm = forms.ModelForm[Any]
    Paginator = paginator.Paginator[Any]
    TextField = models.TextField[Any, Any]
else:
    BigIntegerField, TextField = models.BigIntegerField, models.TextField
    ModelChoiceField, ModelForm = forms.ModelChoiceField, forms.ModelForm
    Paginator = paginator.Paginator
