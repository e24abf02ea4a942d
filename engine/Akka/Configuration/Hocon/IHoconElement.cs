namespace Akka.Configuration.Hocon;

/// <summary>One part of a <see cref="HoconValue"/>: a literal, an array, an object or a substitution.</summary>
public interface IHoconElement
{
    /// <summary>Whether the element is a literal.</summary>
    bool IsString();

    /// <summary>The text of a literal.</summary>
    string? GetString();

    /// <summary>Whether the element is an array.</summary>
    bool IsArray();

    /// <summary>The items of an array.</summary>
    IList<HoconValue> GetArray();
}

/// <summary>Something that can turn out to be an object once substitutions are known.</summary>
public interface IMightBeAHoconObject
{
    /// <summary>Whether this is an object.</summary>
    bool IsObject();

    /// <summary>The object this stands for.</summary>
    HoconObject? GetObject();
}
