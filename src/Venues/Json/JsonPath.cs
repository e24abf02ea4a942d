using System.Text;
using System.Text.Json;

namespace WhaleStack.Venues.Json;

/// <summary>Names places in a document, for messages: found again from the bytes, so that nobody carries a name
/// along.</summary>
internal static class JsonPath
{
    /// <summary>The way to what begins at a byte, such as <c>frame.data[0]</c>.</summary>
    /// <param name="json">The document, known to be JSON.</param>
    /// <param name="document">Its name.</param>
    /// <param name="start">The byte.</param>
    public static string To(ReadOnlySpan<byte> json, string document, int start)
    {
        var path = new StringBuilder(document);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.TokenStartIndex < start && Descend(ref reader, start, path))
        {
        }

        return path.ToString();
    }

    // From a brace or bracket to the field or element inside that holds the byte.
    private static bool Descend(ref Utf8JsonReader reader, int start, StringBuilder path)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        for (var index = 0; reader.Read() && reader.TokenStartIndex <= start; index++)
        {
            var name = isObject ? VenueJson.Shown(Encoding.UTF8.GetString(reader.ValueSpan)) : "";
            if (isObject)
            {
                reader.Read();
            }

            var behind = reader;
            behind.Skip();
            if (behind.BytesConsumed > start)
            {
                _ = isObject ? path.Append('.').Append(name) : path.Append('[').Append(index).Append(']');
                return true;
            }

            reader = behind;
        }

        return false;
    }
}
