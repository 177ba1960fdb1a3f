#!/bin/sh
# Runs as the first process of new namespaces and turns them into a simulated host, then becomes its PID 1.
# Nothing that follows may act on the machine's own mounts: the first line that fails ends everything.
# Reads LAB_NAME, LAB_HOST (folder with root, state, tape, boot_id), LAB_RUN, LAB_DIRECTORIES, LAB_NETWORK, LAB_NODE, LAB_CODE, LAB_MODULES; LAB_CACHE may be empty.
set -eu

# The machine's /proc is still in place, so "self" is this process as the machine numbers it.
read -r pid rest </proc/self/stat
echo "pid $pid"

root=$LAB_HOST/root
mount --make-rprivate /
mount --bind "$root" "$root"
cd "$root"

read_only() {
  mount --rbind "$1" "$2"
  mount -o remount,bind,ro "$2"
}

# /bin, /sbin, /lib and their like are links into /usr on most systems, folders of their own on some.
read_only /usr usr
for name in bin sbin lib lib32 lib64 libx32; do
  if test -L "/$name"; then
    test -L "$name" || ln -s "$(readlink "/$name" | sed 's,^/,,')" "$name"
  elif test -d "/$name"; then
    mkdir -p "$name"
    read_only "/$name" "$name"
  fi
done
for name in alternatives ld.so.cache; do
  test -e "/etc/$name" || continue
  if test -d "/etc/$name"; then mkdir -p "etc/$name"; else : >>"etc/$name"; fi
  read_only "/etc/$name" "etc/$name"
done

mount -t tmpfs -o mode=755,size=1m tmpfs dev
for name in null zero full random urandom tty; do
  : >"dev/$name"
  mount --bind "/dev/$name" "dev/$name"
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
mkdir -m 1777 dev/shm
mount -t tmpfs -o mode=1777,size=64m tmpfs dev/shm
mkdir dev/rmt
mount --bind "$LAB_HOST/tape" dev/rmt

# A host's root is the machine's root by number: what only the number protects in /proc is taken away here.
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount --bind "$LAB_HOST/boot_id" proc/sys/kernel/random/boot_id
mount -o remount,bind,ro proc/sys/kernel/random/boot_id
mount -o remount,bind,ro proc/sys
for name in bus fs irq scsi acpi; do
  if test -d "proc/$name"; then read_only "proc/$name" "proc/$name"; fi
done
for name in sysrq-trigger kcore kmsg keys timer_list; do
  if test -e "proc/$name"; then mount --bind /dev/null "proc/$name"; fi
done

mount --bind "$LAB_NODE" lab/node
mount -o remount,bind,ro lab/node
read_only "$LAB_CODE/stand-ins" lab/stand-ins
read_only "$LAB_CODE/wire" lab/wire
read_only "$LAB_CODE/hosts" lab/hosts
read_only "$LAB_MODULES" lab/node_modules
mount --bind "$LAB_HOST/state" lab/state
if test -n "$LAB_CACHE"; then mount --bind "$LAB_CACHE" lab/cache; fi
mount --bind "$LAB_RUN" lab/run
mount --bind "$LAB_DIRECTORIES" lab/directories
mkdir -p lab/network
mount --bind "$LAB_NETWORK" lab/network

rm -rf tmp run
mkdir -m 1777 tmp
mkdir -m 755 run
mkdir -m 755 run/sshd

hostname "$LAB_NAME"
ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null ||
  perl -e 'socket(S, 2, 2, 0); ioctl(S, 0x8914, pack("a16s", "lo", 65)) or die "lo: $!\n"'

pivot_root . .
umount -l /
cd /

# What su, chown and kill need, and nothing that reaches beyond the host: no mounts, no reboot, no devices.
set -- setpriv --inh-caps=-all \
  --bounding-set=-all,+chown,+dac_override,+dac_read_search,+fowner,+fsetid,+kill,+setgid,+setuid,+net_bind_service,+sys_chroot \
  /bin/sh /lab/hosts/init.sh "$LAB_SERVICES"
# Descriptors that whoever started the lab left open would be ways out of the new root; a shell cannot close them all.
if test -x /usr/bin/perl; then
  set -- perl -MPOSIX -e 'POSIX::close($_) for 3 .. 4095; exec @ARGV or die' "$@"
fi
# Every stand-in in TypeScript starts three times as fast once Node has kept it compiled.
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LAB_NAME="$LAB_NAME" NODE_COMPILE_CACHE=/lab/cache "$@"
