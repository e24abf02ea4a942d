namespace WhaleStack.Domain.Risk;

/// <summary>A value that every limit let pass. Only the gate makes one, and execution takes nothing else.</summary>
/// <typeparam name="T">What was judged.</typeparam>
public sealed record RiskApproved<T>
{
    internal RiskApproved(T value) => Value = value;

    /// <summary>What was judged.</summary>
    public T Value { get; }
}
