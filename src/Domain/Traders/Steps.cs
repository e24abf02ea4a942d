namespace WhaleStack.Domain.Traders;

/// <summary>Rounding to a venue's steps. The step is positive.</summary>
internal static class Steps
{
    /// <summary>The largest multiple of the step that is not above the value.</summary>
    public static decimal Down(decimal value, decimal step) => Math.Floor(value / step) * step;

    /// <summary>The smallest multiple of the step that is not below the value.</summary>
    public static decimal Up(decimal value, decimal step) => Math.Ceiling(value / step) * step;
}
