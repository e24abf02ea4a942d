using System.Text;
using System.Text.Json;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Tests.Json;

/// <summary>Rows for the readers under test.</summary>
internal static class Parsed
{
    public static VenueRow Row(string json, string name = "row") =>
        VenueRow.Of(Encoding.UTF8.GetBytes(json), name, new int[FieldTable.Room]);

    public static VenueRow Row(JsonElement json, string name = "row") => Row(json.GetRawText(), name);
}
