namespace WhaleStack.Hosts.Tests.Support;

/// <summary>A test that mounts a small file system: it is skipped, and says so, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithMountsAttribute : FactAttribute
{
    private static readonly Lazy<bool> MayMount = new(() =>
    {
        using var folder = new TemporaryFolder();
        using var mount = SmallDisk.TryMount(folder["disk"], "64k");
        return mount is not null;
    });

    /// <summary>Needs the right to mount.</summary>
    public FactWithMountsAttribute()
    {
        if (!MayMount.Value)
        {
            Skip = "mounting a tmpfs is not allowed; run the tests as root, outside a restricted container";
        }
    }
}
