using System.Globalization;
using System.Text;
using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>A row of the channel <c>liquidationOrders</c>, read from its bytes.</summary>
/// <remarks>
/// Here side 1 is a long that was liquidated and 2 a short, unlike the sides of the REST list and of trades. The size
/// comes in US dollars. Source: CoinGlass's documentation, websocket; its two spellings of fields are both read.
/// </remarks>
internal struct CoinGlassLiquidationRow
{
    private const int SizeDecimals = 12;

    // 100,000,000,000: as seconds the year 5138, as milliseconds 1973.
    private const decimal SecondsMax = 100_000_000_000m;

    // 9999-12-31: what DateTimeOffset holds.
    private const decimal EpochMsMax = 253_402_300_799_999m;

    private string? _exchange;
    private string? _symbol;
    private decimal? _priceQuote;
    private decimal? _side;
    private decimal? _time;
    private decimal? _notionalUsd;

    /// <summary>The exchange, as the vendor names it.</summary>
    public readonly string Exchange => _exchange ?? throw Missing("exName");

    /// <summary>The instrument, as its exchange names it.</summary>
    public readonly string Symbol => _symbol ?? throw Missing("symbol");

    /// <summary>Reads the object at which the reader stands, to its end.</summary>
    /// <exception cref="VenueFormatException">It is no object, or a field has the wrong type.</exception>
    public static CoinGlassLiquidationRow Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new VenueFormatException($"a row is {reader.TokenType}, must be an object");
        }

        var row = default(CoinGlassLiquidationRow);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            row.ReadField(ref reader);
        }

        return row;
    }

    /// <summary>The liquidation.</summary>
    /// <exception cref="VenueFormatException">A field is missing or out of range.</exception>
    public readonly LiquidationPrint Print()
    {
        var position = _side switch
        {
            1m => Side.Buy,
            2m => Side.Sell,
            null => throw Missing("side"),
            _ => throw new VenueFormatException($"side {_side} is neither 1 nor 2"),
        };
        var priceQuote = Positive(_priceQuote, "price");
        var sizeBase = Math.Round(Positive(_notionalUsd, "volUsd") / priceQuote, SizeDecimals);
        return sizeBase > 0m
            ? new LiquidationPrint(Time(), position, priceQuote, sizeBase)
            : throw new VenueFormatException($"volUsd {_notionalUsd} is nothing at price {priceQuote}");
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("exName"u8) || reader.ValueTextEquals("exchange"u8)
            || reader.ValueTextEquals("exchange_name"u8))
        {
            _exchange = Text(ref reader, "exName");
        }
        else if (reader.ValueTextEquals("symbol"u8))
        {
            _symbol = Text(ref reader, "symbol");
        }
        else if (reader.ValueTextEquals("price"u8))
        {
            _priceQuote = Number(ref reader, "price");
        }
        else if (reader.ValueTextEquals("side"u8))
        {
            _side = Number(ref reader, "side");
        }
        else if (reader.ValueTextEquals("time"u8))
        {
            _time = Number(ref reader, "time");
        }
        else if (reader.ValueTextEquals("volUsd"u8) || reader.ValueTextEquals("volume_usd"u8)
            || reader.ValueTextEquals("usd_value"u8))
        {
            _notionalUsd = Number(ref reader, "volUsd");
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private readonly DateTimeOffset Time()
    {
        var number = _time ?? throw Missing("time");
        var milliseconds = number < SecondsMax ? number * 1_000m : number;
        return milliseconds is > 0m and <= EpochMsMax && milliseconds == decimal.Truncate(milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : throw new VenueFormatException($"time {number} is no time");
    }

    private static decimal Positive(decimal? value, string field) => value switch
    {
        null => throw Missing(field),
        > 0m => value.Value,
        _ => throw new VenueFormatException($"{field} {value} is not above 0"),
    };

    private static string Text(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && TextOf(ref reader) is { Length: > 0 } text
            ? text
            : throw new VenueFormatException($"{field} is no text");
    }

    // One and the same number is a text here and a number there.
    private static decimal Number(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            throw new VenueFormatException($"{field} is {reader.TokenType}, must be a number");
        }

        var text = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        return (Utf8Decimal.TryRead(text, out var number, out var used) && used == text.Length)
            || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            ? number
            : throw new VenueFormatException($"{field} '{Shown(text)}' is no number");
    }

    private static string Shown(ReadOnlySpan<byte> text) => VenueJson.Shown(Encoding.UTF8.GetString(text));

    // Exchanges and symbols come again and again.
    private static string TextOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped || !Ascii.IsValid(reader.ValueSpan)
            ? reader.GetString()!
            : RepeatedTexts.Of(reader.ValueSpan);

    private static VenueFormatException Missing(string field) => new($"{field} is missing");
}
