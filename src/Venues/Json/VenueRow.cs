using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>
/// An object of a REST answer or a private frame, or a list that stands for one: found in one pass over its bytes, in
/// whatever order its fields come. A field that nobody asks for is stepped over; of a name that comes twice the last
/// one counts. Points into the bytes and lives no longer than they do.
/// </summary>
internal readonly ref struct VenueRow
{
    /// <summary>Slots that whoever reads a row brings along; a row with more fields finds room of its own.</summary>
    public const int Room = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<FieldSlot> _slots;
    private readonly string _document;
    private readonly int _start;

    /// <summary>A row whose slots are known.</summary>
    public VenueRow(ReadOnlySpan<byte> json, string document, int start, ReadOnlySpan<FieldSlot> slots)
    {
        _json = json;
        _document = document;
        _start = start;
        _slots = slots;
    }

    /// <summary>The value of a field; none where it is missing or null.</summary>
    public VenueValue this[ReadOnlySpan<byte> field] => Find(field) is { Length: > 0 } slot
        ? new VenueValue(_json, _document, _start, field, slot.Start, slot.Length)
        : new VenueValue(_json, _document, _start, field, 0, 0);

    /// <summary>The value of a column of a list, with a name for messages; none where the list is shorter.</summary>
    public VenueValue this[int column, ReadOnlySpan<byte> name] => column < _slots.Length
        ? new VenueValue(_json, _document, _start, name, _slots[column].Start, _slots[column].Length)
        : new VenueValue(_json, _document, _start, name, 0, 0);

    /// <summary>Reads a document that is one object, and proves that all of it is JSON.</summary>
    /// <param name="json">The document.</param>
    /// <param name="document">What it is called in messages.</param>
    /// <param name="room">Where its slots go: <see cref="Room"/> is enough for what venues send.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="VenueFormatException">It is no object.</exception>
    public static VenueRow Of(ReadOnlySpan<byte> json, string document, Span<FieldSlot> room)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return VenueValue.Of(json, document).Row(room);
        }

        var start = (int)reader.TokenStartIndex;
        var slots = FieldSlot.Walk(ref reader, 0, room);

        // Anything behind the closing brace is an error of the reader's.
        while (reader.Read())
        {
        }

        return new VenueRow(json, document, start, slots);
    }

    /// <summary>The same, which must have so many columns.</summary>
    public VenueRow OfAtLeast(int columns) => _slots.Length >= columns
        ? this
        : throw new VenueFormatException(
            $"{JsonPath.To(_json, _document, _start)} is no array of at least {columns}");

    /// <summary>A row without fields.</summary>
    public static VenueRow Empty(string document) => new("{}"u8, document, 0, []);

    private FieldSlot Find(ReadOnlySpan<byte> field)
    {
        for (var i = _slots.Length - 1; i >= 0; i--)
        {
            var slot = _slots[i];
            if (slot.NameLength == field.Length
                ? _json.Slice(slot.NameStart, slot.NameLength).SequenceEqual(field)
                : slot.NameLength < 0 && IsUnescaped(slot, field))
            {
                return slot;
            }
        }

        return default;
    }

    // Venues escape no names; whoever does means the same.
    private bool IsUnescaped(FieldSlot slot, ReadOnlySpan<byte> field)
    {
        var name = new Utf8JsonReader(_json.Slice(slot.NameStart - 1, ~slot.NameLength + 2));
        name.Read();
        try
        {
            return name.ValueTextEquals(field);
        }
        catch (InvalidOperationException)
        {
            return false; // The reader's word for an escape that is no character.
        }
    }
}
