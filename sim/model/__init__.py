"""What happens: rules, without a clock."""
