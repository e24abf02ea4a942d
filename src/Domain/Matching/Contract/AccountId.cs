using System.Globalization;

namespace WhaleStack.Domain.Matching;

/// <summary>An account at the exchange. Users have positive numbers; the exchange itself owns the two
/// others.</summary>
/// <param name="Number">The number.</param>
public readonly record struct AccountId(int Number)
{
    /// <summary>Brings outside liquidity: no margin, no fees, no limits.</summary>
    public static AccountId House => new(0);

    /// <summary>The insurance fund: takes over liquidated positions and unwinds them.</summary>
    public static AccountId Insurance => new(-1);

    /// <summary>True for an account that somebody opened.</summary>
    public bool IsUser => Number > 0;

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
