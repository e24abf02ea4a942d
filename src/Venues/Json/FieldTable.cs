using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>
/// Where the fields of one object stand in a document, or the elements of one list, in bytes. Filled in one pass, and
/// looked through many fields at a time: a key of each name stands in a row of its own.
/// </summary>
internal readonly ref struct FieldTable
{
    /// <summary>Numbers that whoever reads an object brings along: enough for 64 fields.</summary>
    public const int Room = 64 * Columns;

    /// <summary>Most fields of one object, or elements of one list that is read as a row.</summary>
    public const int CountMax = 4_096;

    // Key of the name, start of the name, start of the value, length of the value.
    private const int Columns = 4;
    private const int EscapedKey = 0;

    private readonly ReadOnlySpan<int> _room;
    private readonly int _size;
    private readonly bool _hasEscapes;

    private FieldTable(ReadOnlySpan<int> room, int count, bool hasEscapes)
    {
        _room = room;
        _size = room.Length / Columns;
        _hasEscapes = hasEscapes;
        Count = count;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Walks over the object or list at which the reader stands, to its end.</summary>
    /// <param name="reader">Stands on the brace or bracket.</param>
    /// <param name="offset">Where in the document the reader's bytes begin.</param>
    /// <param name="room">Where the table goes; a larger one takes its place when it is full.</param>
    /// <exception cref="VenueFormatException">It has more than <see cref="CountMax"/>.</exception>
    public static FieldTable Walk(scoped ref Utf8JsonReader reader, int offset, Span<int> room)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var hasEscapes = false;
        var size = room.Length / Columns;
        var count = 0;
        for (; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); count++)
        {
            if (count == size)
            {
                room = Larger(room);
                size = room.Length / Columns;
            }

            if (isObject)
            {
                hasEscapes |= reader.ValueIsEscaped;
                room[count] = reader.ValueIsEscaped ? EscapedKey : KeyOf(reader.ValueSpan);
                room[size + count] = offset + (int)reader.TokenStartIndex + 1;
                reader.Read();
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            room[(2 * size) + count] = offset + start;
            room[(3 * size) + count] = (int)reader.BytesConsumed - start;
        }

        return new FieldTable(room, count, hasEscapes);
    }

    /// <summary>Where the value of a field or element stands.</summary>
    public (int Start, int Length) ValueOf(int index) => (_room[(2 * _size) + index], _room[(3 * _size) + index]);

    /// <summary>The last field of a name; -1 when there is none.</summary>
    public int Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> field)
    {
        if (_hasEscapes)
        {
            return FindAmongEscaped(json, field);
        }

        var key = KeyOf(field);
        var keys = _room[..Count];
        for (var at = keys.LastIndexOf(key); at >= 0; at = keys[..at].LastIndexOf(key))
        {
            if (IsName(json, at, field))
            {
                return at;
            }
        }

        return -1;
    }

    private bool IsName(ReadOnlySpan<byte> json, int index, ReadOnlySpan<byte> field)
    {
        var name = json[_room[_size + index]..];
        return name.StartsWith(field) && name[field.Length] == '"';
    }

    // Venues escape no names; whoever does means the same.
    private int FindAmongEscaped(ReadOnlySpan<byte> json, ReadOnlySpan<byte> field)
    {
        for (var at = Count - 1; at >= 0; at--)
        {
            if (_room[at] == EscapedKey ? IsUnescaped(json, at, field) : IsName(json, at, field))
            {
                return at;
            }
        }

        return -1;
    }

    private bool IsUnescaped(ReadOnlySpan<byte> json, int index, ReadOnlySpan<byte> field)
    {
        var before = json[(_room[_size + index] - 1)..ValueOf(index).Start];
        var name = new Utf8JsonReader(before[..(before.LastIndexOf((byte)'"') + 1)]);
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

    // Never that of an escaped name: names hold no zeros.
    private static int KeyOf(ReadOnlySpan<byte> name) => name.IsEmpty
        ? 1
        : (name.Length << 24) ^ (name[0] << 16) ^ (name[name.Length / 2] << 8) ^ name[^1];

    private static Span<int> Larger(ReadOnlySpan<int> full)
    {
        var size = full.Length / Columns;
        if (size >= CountMax)
        {
            throw new VenueFormatException($"an object or list has more than {CountMax} fields");
        }

        var larger = Math.Min(CountMax, (size * 2) + 1);
        var room = new int[larger * Columns];
        for (var column = 0; column < Columns; column++)
        {
            full.Slice(column * size, size).CopyTo(room.AsSpan(column * larger));
        }

        return room;
    }
}
