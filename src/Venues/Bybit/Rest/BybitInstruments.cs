using System.Text.Json;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Rest;

/// <summary>Reads the rows of instruments-info, linear and spot, which name the same things differently.</summary>
internal static class BybitInstruments
{
    /// <summary>Reads one page.</summary>
    /// <exception cref="VenueFormatException">A row is not in its documented form; the message names the
    /// symbol.</exception>
    public static (List<Instrument> Instruments, string NextCursor) ReadPage(
        ReadOnlySpan<byte> result, BybitCategory category)
    {
        var instruments = new List<Instrument>();
        var cursor = "";
        var reader = new Utf8JsonReader(result);
        reader.Read();
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "result");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("nextPageCursor"u8))
            {
                reader.Read();
                cursor = reader.TokenType == JsonTokenType.Null
                    ? ""
                    : BybitJson.Text(ref reader, "result.nextPageCursor");
            }
            else if (reader.ValueTextEquals("list"u8))
            {
                reader.Read();
                BybitJson.Expect(ref reader, JsonTokenType.StartArray, "result.list");
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    instruments.Add(ReadRow(ref reader, category));
                }
            }
            else
            {
                BybitFrameData.SkipValue(ref reader);
            }
        }

        return (instruments, cursor);
    }

    private static Instrument ReadRow(ref Utf8JsonReader reader, BybitCategory category)
    {
        var row = new Row();
        BybitJson.Expect(ref reader, JsonTokenType.StartObject, "result.list row");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            row.ReadField(ref reader);
        }

        return row.ToInstrument(category);
    }

    private sealed class Row
    {
        private string? _symbol;
        private string? _base;
        private string? _quote;
        private long _fundingMinutes;
        private decimal? _tick;
        private decimal? _step;
        private decimal? _sizeMin;
        private decimal? _notionalMin;
        private decimal? _leverageMax;

        public void ReadField(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("symbol"u8))
            {
                reader.Read();
                _symbol = BybitJson.Text(ref reader, "symbol");
            }
            else if (reader.ValueTextEquals("baseCoin"u8))
            {
                reader.Read();
                _base = BybitJson.Text(ref reader, "baseCoin");
            }
            else if (reader.ValueTextEquals("quoteCoin"u8))
            {
                reader.Read();
                _quote = BybitJson.Text(ref reader, "quoteCoin");
            }
            else if (reader.ValueTextEquals("fundingInterval"u8))
            {
                reader.Read();
                _fundingMinutes = BybitJson.Long(ref reader, "fundingInterval");
            }
            else if (reader.ValueTextEquals("leverageFilter"u8)
                || reader.ValueTextEquals("priceFilter"u8)
                || reader.ValueTextEquals("lotSizeFilter"u8))
            {
                ReadFilter(ref reader);
            }
            else
            {
                BybitFrameData.SkipValue(ref reader);
            }
        }

        public Instrument ToInstrument(BybitCategory category)
        {
            var symbol = _symbol ?? throw new VenueFormatException("symbol is missing");
            if (!InstrumentId.TryParse($"{category.Venue}:{symbol}", out var id))
            {
                throw new VenueFormatException($"symbol '{symbol}' is no symbol");
            }

            if (_fundingMinutes is < 0 or > 10_080)
            {
                throw new VenueFormatException($"{symbol}: fundingInterval {_fundingMinutes} is not within a week");
            }

            return new Instrument(
                id,
                _base ?? throw new VenueFormatException($"{symbol}: baseCoin is missing"),
                _quote ?? throw new VenueFormatException($"{symbol}: quoteCoin is missing"),
                Positive(_tick, symbol, "priceFilter.tickSize"),
                Positive(_step, symbol, "lotSizeFilter.qtyStep or basePrecision"),
                BybitJson.Required(_sizeMin, $"{symbol}: lotSizeFilter.minOrderQty"),
                BybitJson.Required(_notionalMin, $"{symbol}: lotSizeFilter.minNotionalValue or minOrderAmt"),
                category == BybitCategory.Linear ? Positive(_leverageMax, symbol, "leverageFilter.maxLeverage") : 1m,
                TimeSpan.FromMinutes(_fundingMinutes));
        }

        private void ReadFilter(ref Utf8JsonReader reader)
        {
            reader.Read();
            BybitJson.Expect(ref reader, JsonTokenType.StartObject, "filter");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!Read(ref reader, "tickSize"u8, ref _tick)
                    && !Read(ref reader, "qtyStep"u8, ref _step)
                    && !Read(ref reader, "basePrecision"u8, ref _step)
                    && !Read(ref reader, "minOrderQty"u8, ref _sizeMin)
                    && !Read(ref reader, "minNotionalValue"u8, ref _notionalMin)
                    && !Read(ref reader, "minOrderAmt"u8, ref _notionalMin)
                    && !Read(ref reader, "maxLeverage"u8, ref _leverageMax))
                {
                    BybitFrameData.SkipValue(ref reader);
                }
            }
        }

        private bool Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref decimal? value)
        {
            if (!reader.ValueTextEquals(name))
            {
                return false;
            }

            reader.Read();
            value = BybitJson.Decimal(ref reader, $"{_symbol ?? "a row"}: filter value");
            return true;
        }

        private static decimal Positive(decimal? value, string symbol, string field) =>
            value switch
            {
                null => throw new VenueFormatException($"{symbol}: {field} is missing"),
                <= 0m => throw new VenueFormatException($"{symbol}: {field} {value} is not positive"),
                _ => value.Value,
            };
    }
}
