namespace Akka.Persistence.Rows;

/// <summary>Makes sure that a plugin's tables exist before they are first used, if that is wanted.</summary>
internal sealed class TableMaker(bool autoInitialize, Func<Task> create)
{
    private readonly object _gate = new();
    private Task? _ready;

    /// <summary>Tried again by the next caller when it failed.</summary>
    public Task Ready()
    {
        if (!autoInitialize)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            if (_ready is null || _ready.IsFaulted)
            {
                _ready = Task.Run(create);
            }

            return _ready;
        }
    }
}
