using System.Globalization;
using WhaleStack.Messages.Units;

namespace WhaleStack.Node.Demo;

/// <summary>Figures as the screen writes them.</summary>
internal static class ScreenText
{
    /// <summary>An instrument's symbol without the quote currency that all of them share.</summary>
    public static string ShortName(InstrumentId id) =>
        id.Symbol.EndsWith("USDT", StringComparison.Ordinal) ? id.Symbol[..^4] : id.Symbol;

    /// <summary>A time, UTC, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A time of the year on the screen, UTC.</summary>
    public static string ShortTime(DateTimeOffset time) => time.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A price in at most seven cells up to a million.</summary>
    public static string Price(decimal priceQuote) => priceQuote.ToString(
        Math.Abs(priceQuote) >= 1_000m ? "#,0" : Math.Abs(priceQuote) >= 1m ? "0.00" : "0.00000",
        CultureInfo.InvariantCulture);

    /// <summary>An amount of money.</summary>
    public static string Money(decimal amountQuote) => amountQuote.ToString("#,0.00", CultureInfo.InvariantCulture);

    /// <summary>An amount of money, won or lost.</summary>
    public static string Signed(decimal amountQuote) =>
        amountQuote.ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A quantity without needless zeros.</summary>
    public static string Size(decimal sizeBase) => sizeBase.ToString("0.#####", CultureInfo.InvariantCulture);

    /// <summary>A distance from the price, in per cent.</summary>
    public static string Percent(double fraction) =>
        (fraction * 100).ToString("+0.0'%';-0.0'%';0.0'%'", CultureInfo.InvariantCulture);

    /// <summary>A large amount in five cells.</summary>
    public static string Mass(double massQuote) => massQuote switch
    {
        >= 1e9 => (massQuote / 1e9).ToString("0.0'B'", CultureInfo.InvariantCulture),
        >= 1e6 => (massQuote / 1e6).ToString("0.0'M'", CultureInfo.InvariantCulture),
        _ => (massQuote / 1e3).ToString("0'k'", CultureInfo.InvariantCulture),
    };

    /// <summary>Text with invariant figures.</summary>
    public static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
