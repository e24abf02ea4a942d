namespace WhaleStack.Domain.Risk;

/// <summary>A value that would break a limit.</summary>
/// <typeparam name="T">What was judged.</typeparam>
/// <param name="Value">What was judged.</param>
/// <param name="Limit">Name of the limit, as in <c>config/risk_management.yaml</c>.</param>
/// <param name="LimitValue">Its value.</param>
/// <param name="InputValue">What the value would have made of it.</param>
public sealed record RiskRefused<T>(T Value, string Limit, decimal LimitValue, decimal InputValue);
