namespace Akka.Dispatch;

/// <summary>
/// A thread that looks at the workers every millisecond while they have much to do, and gives a mailbox that is kept
/// behind a long run to the other threads. It sleeps while there is little to do.
/// </summary>
internal static class RunWatch
{
    private const int Tick = 1;
    private const int QuietTicks = 50;
    private const int QuietRuns = 8;

    private static readonly AutoResetEvent Awake = new(false);
    private static int _isOn;
    private static int _isStarted;

    /// <summary>True while the watch looks.</summary>
    public static bool IsOn => Volatile.Read(ref _isOn) != 0;

    /// <summary>Lets the watch look until there is little to do.</summary>
    public static void TurnOn()
    {
        if (IsOn || Interlocked.Exchange(ref _isOn, 1) != 0)
        {
            return;
        }

        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
        {
            new Thread(Watch) { IsBackground = true, Name = "akka-run-watch" }.UnsafeStart();
        }

        Awake.Set();
    }

    private static void Watch()
    {
        while (true)
        {
            Awake.WaitOne();
            for (var quiet = 0; quiet < QuietTicks;)
            {
                Thread.Sleep(Tick);
                quiet = Look() ? 0 : quiet + 1;
            }

            // Who keeps a mailbox from here on sees that the watch has ended: see Worker.
            Volatile.Write(ref _isOn, 0);
            Interlocked.MemoryBarrierProcessWide();
            foreach (var worker in Worker.All)
            {
                worker.GiveUpKept();
            }
        }
    }

    private static bool Look()
    {
        var runs = 0L;
        foreach (var worker in Worker.All)
        {
            runs += worker.Look();
        }

        return runs > QuietRuns;
    }
}
