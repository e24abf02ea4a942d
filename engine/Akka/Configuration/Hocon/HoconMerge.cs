namespace Akka.Configuration.Hocon;

/// <summary>How one value lies over another: objects merge key by key, anything else hides what is below.</summary>
internal static class HoconMerge
{
    /// <summary>
    /// The value seen when <paramref name="top"/> lies over <paramref name="bottom"/>. Neither changes.
    /// </summary>
    public static HoconValue Over(HoconValue top, HoconValue bottom)
    {
        if (top.IsEmpty)
        {
            return bottom;
        }

        if (top.GetObject() is not { } over || bottom.GetObject() is not { } under)
        {
            return top;
        }

        return HoconValue.Of(Over(over, under));
    }

    /// <summary>The same for two objects.</summary>
    public static HoconObject Over(HoconObject over, HoconObject under)
    {
        var merged = new HoconObject();
        foreach (var (key, value) in under.Items)
        {
            merged.Items[key] = value;
        }

        merged.Merge(over);
        return merged;
    }
}
