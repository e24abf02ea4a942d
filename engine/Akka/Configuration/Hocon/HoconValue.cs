namespace Akka.Configuration.Hocon;

/// <summary>A value: the elements that were written one after another, read as text, number, list or object.</summary>
public partial class HoconValue : IMightBeAHoconObject
{
    /// <summary>Creates a value without elements.</summary>
    public HoconValue()
        : this([])
    {
    }

    /// <summary>Creates a value of these elements.</summary>
    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        Values = values;
        AdoptedFromFallback = adoptedFromFallback;
    }

    /// <summary>The elements, in the order written.</summary>
    public List<IHoconElement> Values { get; }

    /// <summary>Whether nothing is here: no element, or one object without members.</summary>
    public bool IsEmpty => Values.Count == 0 || (Values is [HoconObject only] && only.Items.Count == 0);

    /// <summary>Whether the value came into a configuration from its fallback.</summary>
    internal bool AdoptedFromFallback { get; }

    /// <summary>While a document is read: the earlier value of the same key, which an object extends.</summary>
    internal HoconValue? Previous { get; set; }

    /// <summary>A value of one element.</summary>
    internal static HoconValue Of(IHoconElement element) => new([element]);

    /// <summary>Adds an element at the end.</summary>
    public void AppendValue(IHoconElement value) => Values.Add(value);

    /// <summary>Removes every element.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Replaces everything by one element.</summary>
    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    /// <summary>A configuration that holds this value under the key.</summary>
    public Config AtKey(string key)
    {
        var holder = new HoconObject();
        holder.Items[key] = this;
        return new Config(new HoconRoot(Of(holder)));
    }

    /// <summary>A configuration with this value as its root.</summary>
    public Config ToConfig() => new(new HoconRoot(this));

    /// <summary>Whether the value is made of text only.</summary>
    public bool IsString() => Values.Count > 0 && Values.TrueForAll(element => element.IsString());

    /// <summary>Whether the value is an array.</summary>
    public bool IsArray() => Values.Exists(element => element.IsArray());

    /// <inheritdoc/>
    public bool IsObject() => GetObject() is not null;

    /// <inheritdoc/>
    public HoconObject? GetObject()
    {
        HoconObject? result = null;
        foreach (var element in Values)
        {
            var next = element as HoconObject ?? (element as IMightBeAHoconObject)?.GetObject();
            if (next is not null)
            {
                result = result is null ? next : HoconMerge.Over(next, result);
            }
        }

        return result;
    }

    /// <summary>The member of the object under this name, or null.</summary>
    public HoconValue? GetChildObject(string key) => GetObject()?.GetKey(key);

    /// <inheritdoc/>
    public override string ToString() => HoconPrinter.Print(this);
}
