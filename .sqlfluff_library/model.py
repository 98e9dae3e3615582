"""What dbt's `model` is to sqlfluff: a model of any name."""

name = "this_model"
resource_type = "model"
