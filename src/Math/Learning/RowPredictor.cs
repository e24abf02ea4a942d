namespace WhaleStack.Quant;

/// <summary>The probability of a row of features, 0 to 1.</summary>
/// <param name="features">As many as the model was fitted on.</param>
public delegate double RowPredictor(ReadOnlySpan<double> features);
