using System.Collections.Immutable;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>Where CoinGlass's interface V4 is and how patient to be with it.</summary>
public sealed record CoinGlassOptions
{
    /// <summary>The key of the subscription; not empty. There is no free plan.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Liquidation history of an instrument; the other series are on the same host.</summary>
    public required Uri LiquidationHistory { get; init; }

    /// <summary>Heatmap model 1 of an instrument.</summary>
    public required Uri HeatmapModel1 { get; init; }

    /// <summary>Heatmap model 2 of an instrument.</summary>
    public required Uri HeatmapModel2 { get; init; }

    /// <summary>Heatmap model 3 of an instrument.</summary>
    public required Uri HeatmapModel3 { get; init; }

    /// <summary>Open interest of an instrument.</summary>
    public required Uri OpenInterest { get; init; }

    /// <summary>Taker volume of an instrument.</summary>
    public required Uri Volume { get; init; }

    /// <summary>Funding of an instrument.</summary>
    public required Uri Funding { get; init; }

    /// <summary>What "all exchanges" means for a series, as CoinGlass names them; the ones with most open
    /// interest.</summary>
    public ImmutableArray<string> Exchanges { get; init; } =
        ["Binance", "Bybit", "OKX", "Bitget", "Gate", "Hyperliquid", "HTX", "MEXC"];

    /// <summary>Requests in a minute: 30 in the smallest plan, 80, 300 and 1,200 in the others.</summary>
    public int RequestsPerMinuteMax { get; init; } = 30;

    /// <summary>Time for one try, body included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Tries of one request, the first included.</summary>
    public int AttemptsMax { get; init; } = 4;

    /// <summary>Wait after the first failed try; doubles with each further one.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two tries: limits are by the minute.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Largest answer accepted, in bytes: a heatmap of a year has some megabytes.</summary>
    public int AnswerBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>Rows asked for in one page, at most 1,000.</summary>
    public int PageRowsMax { get; init; } = 1_000;

    /// <summary>Pages of one series before it counts as endless.</summary>
    public int PagesMax { get; init; } = 1_000;

    /// <summary>Says what is wrong with the values, or returns them.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names all of them.</exception>
    public CoinGlassOptions Validated()
    {
        List<string> mistakes = [];
        void Unless(bool holds, string name, object value, string expected)
        {
            if (!holds)
            {
                mistakes.Add($"{name} is '{value}', must be {expected}.");
            }
        }

        Unless(ApiKey.Length > 0 && !ApiKey.Any(char.IsWhiteSpace), nameof(ApiKey), "***", "one word");
        Unless(!Exchanges.IsDefaultOrEmpty, nameof(Exchanges), "empty", "one exchange at least");
        Unless(RequestsPerMinuteMax >= 1, nameof(RequestsPerMinuteMax), RequestsPerMinuteMax, "at least 1");
        Unless(RequestTimeout > TimeSpan.Zero, nameof(RequestTimeout), RequestTimeout, "above 0");
        Unless(AttemptsMax >= 1, nameof(AttemptsMax), AttemptsMax, "at least 1");
        Unless(BackoffMin > TimeSpan.Zero, nameof(BackoffMin), BackoffMin, "above 0");
        Unless(BackoffMax >= BackoffMin, nameof(BackoffMax), BackoffMax, "at least BackoffMin");
        Unless(AnswerBytesMax >= 1024, nameof(AnswerBytesMax), AnswerBytesMax, "at least 1024");
        Unless(PageRowsMax is >= 1 and <= 1_000, nameof(PageRowsMax), PageRowsMax, "1 to 1000");
        Unless(PagesMax >= 1, nameof(PagesMax), PagesMax, "at least 1");
        return mistakes.Count == 0 ? this : throw new ArgumentException(string.Join(" ", mistakes));
    }

    /// <summary>Without the key.</summary>
    public override string ToString() => $"CoinGlass at {LiquidationHistory.Host}";
}
