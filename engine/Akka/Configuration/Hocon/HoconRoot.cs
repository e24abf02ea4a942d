namespace Akka.Configuration.Hocon;

/// <summary>A parsed document.</summary>
public class HoconRoot
{
    /// <summary>Creates a document with a value and the substitutions found in it.</summary>
    public HoconRoot(HoconValue value, IEnumerable<HoconSubstitution> substitutions)
    {
        Value = value;
        Substitutions = substitutions;
    }

    /// <summary>Creates a document without substitutions.</summary>
    public HoconRoot(HoconValue value)
        : this(value, [])
    {
    }

    /// <summary>For descendants that fill the document themselves.</summary>
    protected HoconRoot()
        : this(new HoconValue())
    {
    }

    /// <summary>The outermost value.</summary>
    public HoconValue Value { get; }

    /// <summary>The substitutions found in the document.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; }
}
