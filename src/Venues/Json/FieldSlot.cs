using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>Where a field stands in a document, in bytes.</summary>
/// <param name="NameStart">Its name, without quotes; of an element of a list nothing.</param>
/// <param name="NameLength">Length of the name; below 0, less one, where it holds an escape.</param>
/// <param name="Start">Its value, quotes and brackets included.</param>
/// <param name="Length">Length of the value.</param>
internal readonly record struct FieldSlot(int NameStart, int NameLength, int Start, int Length)
{
    /// <summary>Most fields of one object, or elements of one list that is read as a row.</summary>
    public const int CountMax = 4_096;

    /// <summary>Walks over the object or list at which the reader stands, to its end.</summary>
    /// <param name="reader">Stands on the brace or bracket.</param>
    /// <param name="offset">Where in the document the reader's bytes begin.</param>
    /// <param name="room">Where the slots go; replaced by a larger one when it is full.</param>
    /// <exception cref="VenueFormatException">It has more than <see cref="CountMax"/>.</exception>
    public static ReadOnlySpan<FieldSlot> Walk(
        scoped ref Utf8JsonReader reader, int offset, Span<FieldSlot> room)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var count = 0;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var (nameStart, nameLength) = (0, 0);
            if (isObject)
            {
                nameStart = offset + (int)reader.TokenStartIndex + 1;
                nameLength = reader.ValueIsEscaped ? ~reader.ValueSpan.Length : reader.ValueSpan.Length;
                reader.Read();
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            room = count < room.Length ? room : Larger(room);
            room[count++] = new FieldSlot(nameStart, nameLength, offset + start, (int)reader.BytesConsumed - start);
        }

        return room[..count];
    }

    private static Span<FieldSlot> Larger(ReadOnlySpan<FieldSlot> full)
    {
        if (full.Length >= CountMax)
        {
            throw new VenueFormatException($"an object or list has more than {CountMax} fields");
        }

        var larger = new FieldSlot[Math.Min(CountMax, (full.Length * 2) + 1)];
        full.CopyTo(larger);
        return larger;
    }
}
