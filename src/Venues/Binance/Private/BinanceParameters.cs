using System.Globalization;
using System.Text;

namespace WhaleStack.Venues.Binance.Private;

/// <summary>The parameters of a request in one fixed order, escaped as they are signed and sent.</summary>
internal sealed class BinanceParameters
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a text; an empty one or null is left out.</summary>
    public BinanceParameters With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    /// <summary>Adds a number; null is left out.</summary>
    public BinanceParameters With(string name, decimal? value) =>
        With(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a time in milliseconds; null is left out.</summary>
    public BinanceParameters With(string name, DateTimeOffset? value) =>
        With(name, value?.ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
