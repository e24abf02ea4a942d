namespace Akka;

/// <summary>The value of a task that has nothing to say but that it is finished.</summary>
public sealed class Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "Done";
}
