using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>
/// An object of a REST answer or a private frame, or a list that stands for one: found in one pass over its bytes, in
/// whatever order its fields come. A field that nobody asks for is stepped over; of a name that comes twice the last
/// one counts. Points into the bytes and lives no longer than they do.
/// </summary>
internal readonly ref struct VenueRow
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly FieldTable _fields;
    private readonly string _document;
    private readonly int _start;

    /// <summary>A row whose fields are found.</summary>
    public VenueRow(ReadOnlySpan<byte> json, string document, int start, FieldTable fields)
    {
        _json = json;
        _document = document;
        _start = start;
        _fields = fields;
    }

    /// <summary>The value of a field; none where it is missing or null.</summary>
    public VenueValue this[ReadOnlySpan<byte> field] => At(_fields.Find(_json, field), field);

    /// <summary>The value of a column of a list, with a name for messages; none where the list is shorter.</summary>
    public VenueValue this[int column, ReadOnlySpan<byte> name] => At(column < _fields.Count ? column : -1, name);

    /// <summary>Reads a document that is one object, and proves that all of it is JSON.</summary>
    /// <param name="json">The document.</param>
    /// <param name="document">What it is called in messages.</param>
    /// <param name="room">Where its table goes: <see cref="FieldTable.Room"/> is enough for what venues send.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="VenueFormatException">It is no object.</exception>
    public static VenueRow Of(ReadOnlySpan<byte> json, string document, Span<int> room)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return VenueValue.Of(json, document).Row(room);
        }

        var start = (int)reader.TokenStartIndex;
        var fields = FieldTable.Walk(ref reader, 0, room);

        // Anything behind the closing brace is an error of the reader's.
        while (reader.Read())
        {
        }

        return new VenueRow(json, document, start, fields);
    }

    /// <summary>The same, which must have so many columns.</summary>
    public VenueRow OfAtLeast(int columns) => _fields.Count >= columns
        ? this
        : throw new VenueFormatException(
            $"{JsonPath.To(_json, _document, _start)} is no array of at least {columns}");

    /// <summary>A row without fields.</summary>
    public static VenueRow Empty(string document) => new("{}"u8, document, 0, default);

    private VenueValue At(int index, ReadOnlySpan<byte> field)
    {
        var (start, length) = index < 0 ? default : _fields.ValueOf(index);
        return new VenueValue(_json, _document, _start, field, start, length);
    }
}
