using System.Collections.Immutable;
using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>Objects and lists: read as they are passed, with room on the stack.</summary>
internal readonly ref partial struct VenueValue
{
    /// <summary>An object.</summary>
    /// <param name="room">Where its table goes.</param>
    public VenueRow Row(Span<int> room)
    {
        Require(JsonValueKind.Object, "an object");
        var reader = new Utf8JsonReader(Json);
        reader.Read();
        return new VenueRow(_json, _document, _start, FieldTable.Walk(ref reader, _start, room));
    }

    /// <summary>Reads an object.</summary>
    public T Read<T>(Func<VenueRow, T> read) => read(Row(stackalloc int[FieldTable.Room]));

    /// <summary>Reads each object of a list.</summary>
    public ImmutableArray<T> Rows<T>(Func<VenueRow, T> read) => Each(JsonTokenType.StartObject, "an object", read);

    /// <summary>Reads each list of a list.</summary>
    public ImmutableArray<T> Lists<T>(Func<VenueRow, T> read) => Each(JsonTokenType.StartArray, "a list", read);

    /// <summary>Reads each element of a list, whatever it is.</summary>
    public ImmutableArray<T> Values<T>(Func<VenueValue, T> read)
    {
        Require(JsonValueKind.Array, "a list");
        var values = ImmutableArray.CreateBuilder<T>();
        var reader = new Utf8JsonReader(Json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = _start + (int)reader.TokenStartIndex;
            reader.Skip();
            var length = _start + (int)reader.BytesConsumed - start;
            values.Add(read(new VenueValue(_json, _document, start, default, start, length)));
        }

        return values.DrainToImmutable();
    }

    private ImmutableArray<T> Each<T>(JsonTokenType wanted, string word, Func<VenueRow, T> read)
    {
        Require(JsonValueKind.Array, "a list");
        var rows = ImmutableArray.CreateBuilder<T>();
        Span<int> room = stackalloc int[FieldTable.Room];
        scoped var reader = new Utf8JsonReader(Json);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = _start + (int)reader.TokenStartIndex;
            if (reader.TokenType != wanted)
            {
                var place = JsonPath.To(_json, _document, start);
                throw new VenueFormatException($"{place} is {KindOf(_json[start])}, must be {word}");
            }

            rows.Add(read(new VenueRow(_json, _document, start, FieldTable.Walk(ref reader, _start, room))));
        }

        return rows.DrainToImmutable();
    }

    private void Require(JsonValueKind wanted, string word)
    {
        if (Kind != wanted)
        {
            throw Wrong(Kind == JsonValueKind.Undefined ? "is missing" : $"is {Kind}, must be {word}");
        }
    }
}
