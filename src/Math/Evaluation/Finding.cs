namespace WhaleStack.Quant;

/// <summary>One number of a score, with what it would be if the model knew nothing.</summary>
/// <param name="Measure">What was measured, such as <c>lift</c>.</param>
/// <param name="Scope">Coin, or <c>all</c>.</param>
/// <param name="Horizon">Time that it looks ahead; zero where there is none.</param>
/// <param name="Estimate">The number.</param>
/// <param name="Low">Lower end of its 95 % interval; NaN when there is too little data.</param>
/// <param name="High">Upper end.</param>
/// <param name="NullValue">What a model that knows nothing gets; NaN when the number is for information.</param>
/// <param name="PValue">Two-sided, by the normal approximation; NaN without a null value or without enough
/// weeks.</param>
/// <param name="Count">Levels, decisions or events behind it.</param>
/// <param name="Weeks">Weeks drawn from.</param>
public sealed record Finding(
    string Measure,
    string Scope,
    TimeSpan Horizon,
    double Estimate,
    double Low,
    double High,
    double NullValue,
    double PValue,
    long Count,
    int Weeks)
{
    /// <summary>Below so many weeks nothing is claimed.</summary>
    public const int WeeksMin = 8;

    /// <summary>Scope of all coins together.</summary>
    public const string AllCoins = "all";

    /// <summary>Whether the interval leaves the null value out.</summary>
    public bool IsApart => double.IsFinite(PValue) && (Low > NullValue || High < NullValue);
}
