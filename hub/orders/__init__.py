"""An order at the hub: opened, answered, told about, sealed for its slip."""
