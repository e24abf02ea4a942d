namespace Akka.Streams;

/// <summary>An output port.</summary>
public abstract class OutPort
{
    // See InPort.Id.
    internal int Id = -1;
}

/// <summary>An output port with a name.</summary>
public abstract class Outlet : OutPort
{
    /// <summary>The name, for messages.</summary>
    public readonly string Name;

    protected Outlet(string name)
    {
        Name = name ?? throw new ArgumentException("Outlet name must be defined", nameof(name));
    }

    /// <summary>A new port of the same type and name.</summary>
    public abstract Outlet CarbonCopy();

    public sealed override string ToString() => Name;
}

/// <summary>An output port for elements of one type.</summary>
public sealed class Outlet<T> : Outlet
{
    public Outlet(string name)
        : base(name)
    {
    }

    public override Outlet CarbonCopy() => new Outlet<T>(Name);
}
