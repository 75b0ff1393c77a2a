"""What operations do: operations, patrols, arrests, prosecutions, engagement and survey waves."""
