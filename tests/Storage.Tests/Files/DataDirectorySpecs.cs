using System.Globalization;
using WhaleStack.Storage.Files;

namespace WhaleStack.Storage.Tests.Files;

public sealed class DataDirectorySpecs
{
    [Fact]
    public void An_absent_folder_is_made_with_nothing_in_it_but_the_lock()
    {
        using var temp = new TempFolder();
        using var data = DataDirectory.Open(temp.File("a/b"));
        Assert.Equal(temp.File("a/b"), data.Path);
        Assert.Equal(["node.lock", "node.pid"],
            Directory.GetFileSystemEntries(data.Path).Select(Path.GetFileName).Order());
        Assert.True(data.FreeBytes > 0);
    }

    [Fact]
    public void A_second_instance_is_refused_with_the_path_and_the_pid()
    {
        using var temp = new TempFolder();
        using var first = DataDirectory.Open(temp.Path);
        var error = Assert.Throws<StorageException>(() => DataDirectory.Open(temp.Path));
        var pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(
            $"data directory '{temp.Path}' is in use by another process (pid {pid}); "
            + "stop it, or use another directory.",
            error.Message);
    }

    [Fact]
    public void A_second_instance_is_refused_even_when_the_pid_cannot_be_read()
    {
        using var temp = new TempFolder();
        using var first = DataDirectory.Open(temp.Path);
        File.WriteAllText(temp.File("node.pid"), "not a number");
        var error = Assert.Throws<StorageException>(() => DataDirectory.Open(temp.Path));
        Assert.Contains("by another process; stop it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_let_go_can_be_taken_again()
    {
        using var temp = new TempFolder();
        DataDirectory.Open(temp.Path).Dispose();
        using var again = DataDirectory.Open(temp.Path);
        Assert.Equal(temp.Path, again.Path);
    }

    [Fact]
    public void A_lock_file_left_by_a_killed_process_does_not_matter()
    {
        using var temp = new TempFolder();
        temp.Write("node.lock", "");
        temp.Write("node.pid", "1");
        using var data = DataDirectory.Open(temp.Path);
        Assert.Equal(
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), File.ReadAllText(temp.File("node.pid")));
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_named()
    {
        using var temp = new TempFolder();
        var file = temp.Write("data", "a file");
        var error = Assert.Throws<StorageException>(() => DataDirectory.Open(file));
        Assert.Contains($"'{file}' cannot be written to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_named()
    {
        // Root may write anywhere but into the kernel's own view of a process; others already fail at the first.
        var folder = OperatingSystem.IsLinux() ? "/proc/self" : throw new PlatformNotSupportedException("Linux only.");
        var error = Assert.Throws<StorageException>(() => DataDirectory.Open(folder));
        Assert.Contains("'/proc/self' cannot be written to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nearly_full_disk_is_refused_and_the_lock_is_let_go()
    {
        using var temp = new TempFolder();
        var error = Assert.Throws<StorageException>(
            () => DataDirectory.Open(temp.Path, new DataDirectoryOptions(FreeBytesMin: long.MaxValue)));
        Assert.Contains("MiB of free space", error.Message, StringComparison.Ordinal);
        using var again = DataDirectory.Open(temp.Path);
        Assert.NotNull(again);
    }

    [Fact]
    public void A_sub_folder_is_made_when_it_is_first_written_to()
    {
        using var temp = new TempFolder();
        using var data = DataDirectory.Open(temp.Path);
        var planned = data.FullPath("logs", "combined.log");
        Assert.False(Directory.Exists(temp.File("logs")));
        Assert.Equal(planned, data.FileFor("logs", "combined.log"));
        Assert.True(Directory.Exists(temp.File("logs")));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/x")]
    public void No_name_leads_out_of_the_folder(string name)
    {
        using var temp = new TempFolder();
        using var data = DataDirectory.Open(temp.Path);
        Assert.Throws<ArgumentException>(() => data.FileFor(name));
    }

    [Fact]
    public void A_sub_folder_that_cannot_be_made_is_named()
    {
        using var temp = new TempFolder();
        using var data = DataDirectory.Open(temp.Path);
        temp.Write("logs", "a file");
        var error = Assert.Throws<StorageException>(() => data.FileFor("logs", "combined.log"));
        Assert.Contains(temp.File("logs"), error.Message, StringComparison.Ordinal);
    }
}
