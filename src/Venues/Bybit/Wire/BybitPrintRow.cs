using System.Text.Json;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Wire;

/// <summary>A row of trades or liquidations: both use the same short keys.</summary>
/// <param name="Time">T, when it was matched.</param>
/// <param name="Side">S: of the taker for trades, of the position for liquidations.</param>
/// <param name="PriceQuote">p.</param>
/// <param name="SizeBase">v.</param>
/// <param name="Id">i; liquidations have none.</param>
internal readonly record struct BybitPrintRow(
    DateTimeOffset Time, Side Side, decimal PriceQuote, decimal SizeBase, TradeId? Id)
{
    /// <summary>Reads a row; the reader stands on its brace.</summary>
    public static BybitPrintRow Read(ref Utf8JsonReader reader, InstrumentId coin)
    {
        DateTimeOffset? time = null;
        Side? side = null;
        decimal? price = null;
        decimal? size = null;
        TradeId? id = null;
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "data row");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            reader.Read();
            switch (key)
            {
                case (byte)'T': time = BybitJson.Time(ref reader, "data.T"); break;
                case (byte)'S': side = ReadSide(ref reader); break;
                case (byte)'p': price = BybitJson.Decimal(ref reader, "data.p"); break;
                case (byte)'v': size = BybitJson.Decimal(ref reader, "data.v"); break;
                case (byte)'i': id = ReadId(ref reader); break;
                case (byte)'s': BybitFrameData.CheckSymbol(ref reader, coin, "data.s"); break;
                default: reader.Skip(); break;
            }
        }

        return new BybitPrintRow(
            BybitJson.Required(time, "data.T"),
            BybitJson.Required(side, "data.S"),
            BybitJson.Required(price, "data.p"),
            BybitJson.Required(size, "data.v"),
            id);
    }

    private static TradeId ReadId(ref Utf8JsonReader reader) =>
        TradeId.TryParsePlain(BybitJson.Utf8(ref reader, "data.i"), out var id)
            ? id
            : TradeId.Parse(BybitJson.Text(ref reader, "data.i"));

    private static Side ReadSide(ref Utf8JsonReader reader) =>
        BybitJson.TextIs(ref reader, "Buy"u8, "data.S") ? Side.Buy
        : reader.ValueTextEquals("Sell"u8) ? Side.Sell
        : throw new VenueFormatException($"data.S '{BybitJson.Shown(reader.ValueSpan)}' is neither Buy nor Sell");
}
