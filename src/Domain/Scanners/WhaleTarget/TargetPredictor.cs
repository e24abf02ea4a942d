namespace WhaleStack.Domain.Scanners.WhaleTarget;

/// <summary>Where the confidence of a whale-target signal comes from.</summary>
public enum TargetPredictor
{
    /// <summary>The score of the pulls: comparable within the scanner, no probability.</summary>
    Pull,

    /// <summary>The fitted prediction: a calibrated probability that the target is reached in its shortest
    /// time.</summary>
    Model,
}
